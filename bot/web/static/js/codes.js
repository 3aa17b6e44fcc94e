/** Voucher codes as the server reads them: what was mistyped is seen here too, without a signal. */

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;
const MODULUS = 0b100101; // x^5 + x^2 + 1

/** The code as it was meant: capital letters, O as 0, I and L as 1, nothing between. */
export function tidied(words) {
  const plain = words.normalize("NFKC").toUpperCase().replace(/[\s\-_.·‐-―－]+/g, "");
  return plain.replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** Whether its check symbols fit: any slip of one or two symbols makes them not. */
export function holds(code) {
  const values = [...code].map((symbol) => SYMBOLS.indexOf(symbol));
  if (values.length !== LENGTH || values.includes(-1)) return false;
  let plain = 0;
  let weighed = 0;
  let power = 1;
  for (const value of values) {
    plain ^= value;
    weighed ^= times(value, power);
    power = times(power, 2);
  }
  return plain === 0 && weighed === 0;
}

/** A code in groups of four, as far as it is typed. */
export function grouped(words) {
  return tidied(words).slice(0, LENGTH).replace(/(.{4})(?=.)/g, "$1-");
}

function times(one, other) {
  let product = 0;
  for (let left = other, shifted = one; left; left >>= 1) {
    if (left & 1) product ^= shifted;
    shifted <<= 1;
    if (shifted & 32) shifted ^= MODULUS;
  }
  return product;
}
