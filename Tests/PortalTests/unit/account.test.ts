import { browserName } from "../../../Sources/Portal/source/account/browserName";
import { correctionWords, formatBits, qrCode, versionBits, type Matrix } from "../../../Sources/Portal/source/account/qrCode";
import { equal, test } from "./harness";

// Rows of codes, in hexadecimal, as another program of long standing draws them: the first, the eighth and the tenth version.
const small = [
  "1fd17f 105641 17415d 17595d 174e5d 104b41 1fd57f 1f00 16e74b 48fef 19e20b c3659 5f93b 1258 1fdf30 10542f",
  "1741ef 175a62 175d4c 1040a1 1fd0bc",
].join(" ");
const address = "otpauth://totp/Stationmaster:ada%40stationmaster.example"
  + "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Stationmaster&digits=6&period=30";
const middle = [
  "1fc4fcb04097f 1048f9da4df41 175125b19935d 17550a5627a5d 1757a8ffd185d 1050564625c41 1fd555555557f 140cc65a100",
  "17c173fcab57c 16287233e32e8 7e7569fae517 1d2318211f2c1 34efcf4e7d63 1c2e7b78faad2 1bf1e1d8b6013 1a0f236ebef52",
  "feca199039e6 1e2eba3bb30e0 13c982094fcbb 5945b8d93871 741ae74cb327 c37061cc1aee 13f85cfc0c5f1 91459c654d12",
  "195b37d42b55c 1d1dee44f391a 1bf0ebfd0d5fb 1c2eb873589e3 fc00e94a52d1 101bdce6e1ba8 1698a4891bcf aaf88a474b29",
  "754a182c770c 14baeefc6116a 18c2119afd64b 48683fb69d82 e7b84f0e3e5d 78642bcc3ba5 8c91e2897ed7 e3ef2fdf08b1",
  "1c4d0bfee3bfd 1ccec6f9b1c 1fc634d4b4d5b 105330c55a311 17507c7cab1f3 1759f781c1971 1759957aa30ac 1044d372b28e1",
  "1fdef9190b7cf",
].join(" ");
const large = [
  "1fc5e1177777e7f 105f465d9cd9241 175639853e53e5d 175b16e77777a5d 174f3577c1ac25d 104e095c5cd9c41",
  "1fd55555555557f 1f150c7673400 1056332feb06ace 1c0244b1ddddfd2 1d6639d394f95f6 142e050b367347c 1fd048c1ddddcd2",
  "14962534c98cb83 1d6299d394f95f6 1632148e222202f 116ea06c6b06a0a 129ea7b4c98cb83 17d4477e222232d",
  "12324a0b367347c 11fbacac6b06a09 170df5b1ddddfd2 3eb9c1394f95f6 20e450b367347c c5871c1ddddcd2 1201a8f4c98cb83",
  "13fb9617d4f95f6 17195044622211d 195d66a56b06959 91194fc498cb13 1dfc2df7e2221fd 5bcf10db6736dc a7d66e12b06959",
  "8b515375dddd73 144a66ded4f96a7 390c18db6736dc 14fec0c9dddf83 9a1f772498c923 174a7c5ed4f96a6 580bdc8a22228d",
  "c7135a12b06959 9a3fc32498c923 379a333622207d 1191e48db6736dc 147e37a12b06959 1435ac775dddd72 14fc735ed4f96a6",
  "1f10628db6736dc 5abccfddddff2 123d34498c913 1fcd235554f9556 1046e344622211d 174c87efeb06bf9 1742bd7f098ca70",
  "17431839e2221df 104e12c0f67358c 1fd4c42bab068fa",
].join(" ");

function rows(matrix: Matrix | undefined): string | undefined {
  return matrix?.map((row) => BigInt(`0b${row.map((isDark) => (isDark ? "1" : "0")).join("")}`).toString(16)).join(" ");
}

test("the words of correction are those of the standard's example", () => {
  const hello = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  equal(correctionWords(hello, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

test("level, mask and version are written with their own correction", () => {
  equal([0, 1, 2, 3, 4, 5, 6, 7].map((mask) => formatBits(mask).toString(2)), [
    "101010000010010", "101000100100101", "101111001111100", "101101101001011", "100010111111001", "100000011001110",
    "100111110010111", "100101010100000",
  ]);
  equal([7, 8, 9, 10].map((version) => versionBits(version).toString(2)), [
    "111110010010100", "1000010110111100", "1001101010011001", "1010010011010011",
  ]);
});

test("a code is the one that others draw of the same text", () => {
  equal(rows(qrCode("otpauth", 3)), small);
  equal(rows(qrCode(address, 2)), middle);
  equal(rows(qrCode("x".repeat(213), 5)), large);
});

test("a mask is chosen, and a text that is too long has no code", () => {
  const masked = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => rows(qrCode("Grüße", mask)));
  equal(new Set(masked).size, 8);
  equal(masked.includes(rows(qrCode("Grüße"))), true);
  equal([14, 15, 26, 27].map((length) => qrCode("x".repeat(length))?.length), [21, 25, 25, 29]);
  equal(qrCode("x".repeat(214)), undefined);
});

test("a browser is named in short, and one that nobody knows as it names itself", () => {
  equal(browserName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"), "Chrome · Linux");
  equal(browserName("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0"), "Edge · Windows");
  equal(browserName("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1"), "Safari · iPhone");
  equal(browserName("curl/8.5.0"), "curl/8.5.0");
});
