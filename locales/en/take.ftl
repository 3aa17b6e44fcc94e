you-have-it = { $number } is yours; result due { $handle-by }.
