using SkyButler.Imaging;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>What the formatters of images share: extensions, parts, opening and writing.</summary>
public abstract class FitsFormatterBase : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit", ".fts"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Parameters => PartParameters.Names;

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var file = await FitsOpening.OpenAsync(source, request, cancellationToken).ConfigureAwait(false);
        var reader = await ExposureReader.OpenAsync(file).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            return await ReadAsync(reader, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var writer = FitsWriter.Create(target.LocalPath);
            await using (writer.ConfigureAwait(false))
                await WriteAsync(writer, value, target, WriteRecipe.Compression(target), cancellationToken).ConfigureAwait(false);
        }
        catch (ImagingException e)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }

    /// <summary>Reads what is asked for from an open file.</summary>
    private protected abstract Task<object> ReadAsync(ExposureReader reader, FormatterRequest request, CancellationToken cancellationToken);

    /// <summary>Writes an object to an empty file.</summary>
    private protected abstract Task WriteAsync(
        FitsWriter writer, object value, FormatterTarget target, ExposureCompression compression, CancellationToken cancellationToken);
}
