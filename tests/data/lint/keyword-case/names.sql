SELECT `select`;
