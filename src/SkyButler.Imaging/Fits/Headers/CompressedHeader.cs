using System.Text.RegularExpressions;

namespace SkyButler.Imaging.Fits.Headers;

/// <summary>Tells which cards describe a file's layout, and gives a compressed image its own header back.</summary>
internal static partial class CompressedHeader
{
    /// <summary>The cards of the image, as if it weren't compressed.</summary>
    public static FitsHeader ToImage(FitsHeader compressed)
    {
        var header = new FitsHeader([FitsCard.Of("XTENSION", "IMAGE", "image extension"), Renamed("ZBITPIX", "BITPIX"), Renamed("ZNAXIS", "NAXIS")]);
        for (int n = 1; compressed.Contains($"ZNAXIS{n}"); n++)
            header.Add(Renamed($"ZNAXIS{n}", $"NAXIS{n}"));
        header.Add(FitsCard.Of("PCOUNT", 0L));
        header.Add(FitsCard.Of("GCOUNT", 1L));
        header.AddRange(compressed.Where(card => card.IsCommentary || !Structural().IsMatch(card.Keyword)));
        return header;

        FitsCard Renamed(string from, string to) => FitsCard.Of(to, compressed.Find(from)?.Value, compressed.Find(from)?.Comment);
    }

    [GeneratedRegex(
        "^(SIMPLE|XTENSION|EXTEND|BITPIX|NAXIS[0-9]*|PCOUNT|GCOUNT|TFIELDS|THEAP|(TTYPE|TFORM|TUNIT|TSCAL|TZERO|TNULL|TDISP|TDIM)[0-9]+" +
        "|ZIMAGE|ZSIMPLE|ZTENSION|ZEXTEND|ZBITPIX|ZNAXIS[0-9]*|ZPCOUNT|ZGCOUNT|ZTILE[0-9]+|ZCMPTYPE|ZQUANTIZ|ZDITHER0|ZSCALE|ZZERO|ZBLANK" +
        "|ZNAME[0-9]+|ZVAL[0-9]+|ZBLOCKED|ZHECKSUM|ZDATASUM|CHECKSUM|DATASUM)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    internal static partial Regex Structural();
}
