select 'a;''b;\';c', "d;""e;\";f", '"', "'", '`', 'it''s;' ;
select '\\'; select "\\";
select '';select "";select '''';
