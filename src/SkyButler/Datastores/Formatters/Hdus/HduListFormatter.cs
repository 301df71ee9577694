using SkyButler.Datastores.Formatters.Images;
using SkyButler.Imaging;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Hdus;

namespace SkyButler.Datastores.Formatters.Hdus;

/// <summary>FITS files as they are: a list of HDUs with headers and data, written byte for byte where they weren't changed, without cards of provenance.</summary>
public sealed class HduListFormatter : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit", ".fts"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var file = await FitsOpening.OpenAsync(source, request, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await HduList.ReadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        if (value is not HduList hdus)
            throw Unfit(value, target, "an HduList");
        try
        {
            var writer = FitsWriter.Create(target.LocalPath);
            await using (writer.ConfigureAwait(false))
                await hdus.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
        }
        catch (ImagingException e)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }
}
