using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Layout;

/// <summary>
/// Walks through a file from header to header and checks that each HDU's extent is possible, so that nothing later
/// reads or allocates on the word of a header alone.
/// </summary>
internal static class HduScanner
{
    private const int MaxAxes = 999;

    /// <summary>Looks no further than so many HDUs, whatever is behind them.</summary>
    public static async Task<List<HduLayout>> ScanAsync(IByteSource source, FitsReadLimits limits, int stopAfter, CancellationToken cancellationToken)
    {
        var hdus = new List<HduLayout>();
        long offset = 0, cards = 0;
        while (offset < source.Length && hdus.Count < stopAfter)
        {
            if (hdus.Count == limits.MaxHdus)
                throw new FitsFormatException(source.Name, $"the file has more than the {limits.MaxHdus} HDUs that are accepted");
            long allowed = Math.Min(limits.MaxCards, limits.MaxTotalCards - cards);
            var bytes = await HeaderReader.ReadAsync(source, offset, hdus.Count, allowed, cancellationToken).ConfigureAwait(false);
            if (bytes is null)
                break; // The standard allows other records behind the last HDU.
            cards += bytes.Length / HeaderParser.CardLength;
            var hdu = Describe(source.Name, source.Length, hdus.Count, HeaderParser.Parse(bytes), offset + bytes.Length) with { HeaderOffset = offset };
            hdus.Add(hdu);
            offset = hdu.End;
        }

        return hdus.Count > 0
            ? hdus
            : throw new FitsFormatException(source.Name, source.Length < FitsBlocks.Length
                ? $"a FITS file has at least {FitsBlocks.Length} bytes, this one has {source.Length}"
                : "this is no FITS file: it doesn't begin with a SIMPLE card");
    }

    /// <summary>What a header tells of its data, checked against the length of the file.</summary>
    internal static HduLayout Describe(string file, long fileLength, int index, FitsHeader header, long dataOffset)
    {
        FitsFormatException Error(string problem) => new(file, $"HDU {index}: {problem}");
        long Whole(string keyword, long? missing, long least, long most)
        {
            long? value = header.Contains(keyword) ? header.FindInt64(keyword) : missing;
            return value is { } found && found >= least && found <= most
                ? found
                : throw Error($"{keyword} is {header.Find(keyword)?.Value ?? "missing"}; a whole number of at least {least} was expected");
        }

        long bitpix = Whole("BITPIX", null, -64, 64);
        if (bitpix is not (8 or 16 or 32 or 64 or -32 or -64))
            throw Error($"BITPIX is {bitpix}; it can be 8, 16, 32, 64, -32 or -64");
        var axes = new long[Whole("NAXIS", null, 0, MaxAxes)];
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = Whole($"NAXIS{axis + 1}", null, 0, long.MaxValue);
        long parameters = Whole("PCOUNT", 0, 0, long.MaxValue), groups = Whole("GCOUNT", 1, 1, long.MaxValue);
        long length = DataLength(header, axes, (int)bitpix, parameters, groups)
            ?? throw Error($"axes of {string.Join(" x ", axes)} and PCOUNT {parameters} make more bytes than any file has");
        if (length > fileLength - dataOffset)
            throw Error($"the header tells of {length} bytes of data from byte {dataOffset} on, but the file ends at byte {fileLength}: it is cut short, or its header lies");
        return new HduLayout
        {
            File = file,
            Index = index,
            Header = header,
            Kind = KindOf(header, index, axes),
            Bitpix = (int)bitpix,
            Axes = axes,
            DataOffset = dataOffset,
            DataLength = length,
            ParameterCount = parameters,
        };
    }

    private static long? DataLength(FitsHeader header, long[] axes, int bitpix, long parameters, long groups)
    {
        bool randomGroups = axes.Length > 1 && axes[0] == 0 && header.FindBoolean("GROUPS") == true;
        Int128 elements = axes.Length == 0 ? 0 : 1;
        foreach (long axis in randomGroups ? axes.AsSpan(1) : axes)
        {
            elements *= axis;
            if (elements > long.MaxValue)
                return null;
        }

        Int128 bytes = (elements + parameters) * groups;
        bytes = bytes > long.MaxValue ? bytes : bytes * (Math.Abs(bitpix) / 8);
        return bytes > long.MaxValue - FitsBlocks.Length ? null : (long)bytes;
    }

    private static FitsHduKind KindOf(FitsHeader header, int index, long[] axes)
    {
        string type = index == 0 ? "IMAGE" : (header.FindString("XTENSION") ?? "").Trim();
        return type switch
        {
            "BINTABLE" or "A3DTABLE" => header.FindBoolean("ZIMAGE") == true ? FitsHduKind.CompressedImage : FitsHduKind.BinaryTable,
            "IMAGE" or "IUEIMAGE" when header.FindBoolean("GROUPS") == true && axes is [0, ..] => FitsHduKind.RandomGroups,
            "IMAGE" or "IUEIMAGE" => axes.Length == 0 || axes.Contains(0) ? FitsHduKind.Empty : FitsHduKind.Image,
            "TABLE" => FitsHduKind.TextTable,
            _ => FitsHduKind.Other,
        };
    }
}
