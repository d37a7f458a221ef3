SELECT 'a  
b';
