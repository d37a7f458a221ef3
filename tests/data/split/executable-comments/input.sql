/*! select 1 */;
/*!40101 select 2 */;/*!99999 select 3 */;
select /*! 4, */ 5 /*!99999 , 6 */;
/*!40000 select ';' */;
/*!40000
 select 7
*/;
