using SkyButler.Configuration;
using SkyButler.Imaging;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Headers;

/// <summary>Reads headers out of files, and nothing behind them: FITS (by its HDUs), YAML and JSON (one header).</summary>
public static class HeaderFile
{
    private const int MostCards = 20_000;

    /// <summary>Whether a file is text that holds one header.</summary>
    public static bool IsText(ResourcePath file) => file.Extension is ".yaml" or ".json";

    /// <summary>The headers of the first HDUs; fewer where the file has fewer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hdus">How many.</param>
    /// <param name="stores">Where it lies.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HeaderException">It can't be read; the message names it.</exception>
    public static async Task<IReadOnlyList<Header>> ReadAsync(ResourcePath file, int hdus, ResourceStores stores, CancellationToken cancellationToken)
    {
        try
        {
            if (IsText(file))
                return [HeaderText.Parse(await stores.ReadAllTextAsync(file, cancellationToken), file.DisplayName)];
            if (await stores.FindAsync(file, cancellationToken) is not { IsDirectory: false } found)
                throw new ResourceNotFoundException(file);
            IByteSource source = new BlockCachedSource(new ResourceByteSource(stores, file, found.Size));
            await using var fits = await FitsFile.OpenFirstAsync(source, hdus, new FitsReadLimits { MaxCards = MostCards }, cancellationToken);
            return [.. fits.Hdus.Select(hdu => FromFits(hdu.Header))];
        }
        catch (Exception e) when (e is ImagingException or ResourceException or ConfigException)
        {
            throw new HeaderException(e.Message, e);
        }
    }

    /// <summary>The cards of a FITS header; texts of COMMENT and HISTORY as a list.</summary>
    public static Header FromFits(FitsHeader cards)
    {
        var header = new Header();
        foreach (var card in cards)
        {
            if (!card.IsCommentary)
                header[card.Keyword] = card.Value is System.Numerics.Complex complex ? complex.ToString(System.Globalization.CultureInfo.InvariantCulture) : card.Value;
            else if (card.Keyword.Length > 0 && header[card.Keyword] is List<object?> lines)
                lines.Add(card.Comment ?? "");
            else if (card.Keyword.Length > 0)
                header[card.Keyword] = new List<object?> { card.Comment ?? "" };
        }

        return header;
    }
}
