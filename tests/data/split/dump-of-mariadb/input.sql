/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19
--

/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER x_trigger BEFORE INSERT ON x_table FOR EACH ROW BEGIN
  SET NEW.a = 'x;';
END */;;
DELIMITER ;
-- Dump completed
