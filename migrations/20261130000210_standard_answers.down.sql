drop table standard_answer;
