using SkyButler.Imaging;
using SkyButler.Imaging.Fits;

namespace SkyButler.Pipelines.Programs.Outputs;

/// <summary>Values that programs write into the headers of their FITS files.</summary>
internal static class HeaderValues
{
    /// <summary>The values of cards, by the names under which they are to be kept.</summary>
    /// <param name="output">The output, for messages.</param>
    /// <param name="file">Its file.</param>
    /// <param name="cards">A keyword for each name, of the first HDU that has it, or <c>HDU/KEYWORD</c> with the name of an HDU.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProgramException">The file is no FITS file, or a card is not there.</exception>
    public static async Task<IReadOnlyDictionary<string, object>> ReadAsync(string output, string file, IReadOnlyDictionary<string, string> cards, CancellationToken cancellationToken)
    {
        try
        {
            var fits = await FitsFile.OpenAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (fits.ConfigureAwait(false))
                return cards.ToDictionary(c => c.Key, c => Value(output, fits, c.Value), StringComparer.Ordinal);
        }
        catch (ImagingException e)
        {
            throw new ProgramException($"The output '{output}' has no header to take 'cards' from: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static object Value(string output, FitsFile fits, string place)
    {
        var (name, keyword) = place.Split('/', 2) is [var hdu, var key] ? (hdu, key) : (null, place);
        var headers = name is null ? fits.Hdus.Select(h => h.Header) : fits.Hdus.Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Header);
        return headers.Select(h => h.Find(keyword)?.Value).FirstOrDefault(v => v is not null) switch
        {
            null => throw new ProgramException($"The output '{output}' has no value of the header card '{place}'; correct 'cards'."),
            System.Numerics.Complex complex => complex.ToString(System.Globalization.CultureInfo.InvariantCulture),
            var value => value,
        };
    }
}
