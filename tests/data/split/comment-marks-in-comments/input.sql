select /* a /*/ b; */ 1;
select /*/ ; */ 2;
select /* a /* b */ 3;
/* a /*/ ; */ select /***/ 4; select /****/ 5; select /* * / ; */ 6 /* **/;
