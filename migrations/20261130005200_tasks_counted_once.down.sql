-- Nothing is taken back: what is counted now is what there is.
select 1;
