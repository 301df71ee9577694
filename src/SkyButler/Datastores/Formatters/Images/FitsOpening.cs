using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Opens FITS files for formatters: of a far one only pieces are fetched where only a part is wanted.</summary>
internal static class FitsOpening
{
    /// <summary>Whether less than the whole is asked for.</summary>
    public static bool IsPart(FormatterRequest request) => request.Component is not null || request.Parameters.Count > 0;

    /// <summary>Whether a source lies far away, and begins as FITS files do.</summary>
    public static async ValueTask<bool> IsFarFitsAsync(FormatterSource source, CancellationToken cancellationToken)
    {
        var head = new byte[9];
        if (!source.IsFar || source.Size < head.Length)
            return false;
        await source.ReadPieceAsync(0, head, cancellationToken).ConfigureAwait(false);
        return head.AsSpan().SequenceEqual("SIMPLE  ="u8);
    }

    /// <summary>Opens a file, which the caller disposes of before the source.</summary>
    public static async Task<FitsFile> OpenAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        if (source.IsFar && IsPart(request))
            return await FitsFile.OpenAsync(new BlockCachedSource(new FarByteSource(source)), cancellationToken: cancellationToken).ConfigureAwait(false);
        var path = await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
        return await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
