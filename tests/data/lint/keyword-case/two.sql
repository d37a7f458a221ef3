Select 1; -- expect: ST109
create TABLE `t` (`a` INT); -- expect: ST109
