/*! select 1 /* x */, 2 */;
/*! select 3 /* x */ ; select 4 */;
