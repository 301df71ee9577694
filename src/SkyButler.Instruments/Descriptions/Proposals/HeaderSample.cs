using SkyButler.Imaging;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Instruments.Headers;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>The header of one file, its first two HDUs merged, with comments.</summary>
/// <param name="File">The file.</param>
/// <param name="Header">Its cards.</param>
/// <param name="Comments">Comments by keyword.</param>
/// <param name="IsPlainImage">Whether the first HDU is an image.</param>
internal sealed record HeaderSample(ResourcePath File, Header Header, IReadOnlyDictionary<string, string> Comments, bool IsPlainImage)
{
    // What every FITS file has says nothing of an instrument.
    private static readonly string[] Structural =
        ["SIMPLE", "BITPIX", "NAXIS", "EXTEND", "XTENSION", "PCOUNT", "GCOUNT", "BZERO", "BSCALE", "COMMENT", "HISTORY", "DATASUM", "CHECKSUM", "TFIELDS", "END", "EXTNAME", "INHERIT"];

    /// <summary>Reads a file's header, and nothing behind it.</summary>
    /// <exception cref="HeaderException">It can't be read; the message names it.</exception>
    public static async Task<HeaderSample> ReadAsync(ResourcePath file, ResourceStores stores, CancellationToken cancellationToken)
    {
        if (HeaderFile.IsText(file))
            return new(file, (await HeaderFile.ReadAsync(file, 1, stores, cancellationToken))[0], new Dictionary<string, string>(), false);
        try
        {
            if (await stores.FindAsync(file, cancellationToken) is not { IsDirectory: false } found)
                throw new ResourceNotFoundException(file);
            IByteSource source = new BlockCachedSource(new ResourceByteSource(stores, file, found.Size));
            await using var fits = await FitsFile.OpenFirstAsync(source, 2, new FitsReadLimits(), cancellationToken);
            var comments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var card in fits.Hdus.SelectMany(hdu => hdu.Header).Where(card => !card.IsCommentary && card.Comment is { Length: > 0 }))
                comments[card.Keyword] = card.Comment!;
            var headers = fits.Hdus.Select(hdu => HeaderFile.FromFits(hdu.Header)).ToList();
            return new(file, HeaderMerger.Merge(headers, HeaderMerge.Overwrite), comments, headers[0]["NAXIS"] is >= 2L);
        }
        catch (Exception e) when (e is ImagingException or ResourceException)
        {
            throw new HeaderException(e.Message, e);
        }
    }

    /// <summary>The keywords of all files.</summary>
    public static IReadOnlyList<CardSample> Cards(IReadOnlyList<HeaderSample> samples) =>
    [
        .. samples.SelectMany(sample => sample.Header.Keywords).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(keyword => !Structural.Any(known => keyword.Equals(known, StringComparison.OrdinalIgnoreCase) || (known == "NAXIS" && keyword.StartsWith(known, StringComparison.OrdinalIgnoreCase))))
            .Select(keyword => new CardSample(
                keyword,
                samples.Select(sample => sample.Comments.GetValueOrDefault(keyword)).FirstOrDefault(comment => comment is not null) ?? "",
                [.. samples.Select(sample => sample.Header[keyword] is List<object?> list ? list.LastOrDefault() : sample.Header[keyword])])),
    ];
}
