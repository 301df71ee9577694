using SkyButler.Imaging.Raws;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>Raws of any camera: an image for each amplifier, with what headers say of where they belong. A <see cref="RawExposure"/>.</summary>
public sealed class RawFormatter : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["metadata"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var file = await FitsOpening.OpenAsync(source, request, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            return request.Component is null
                ? await RawReader.ReadAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false)
                : file.Primary.Header;
        }
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) => throw new DatastoreException(
        $"The dataset type '{target.Dataset.DatasetType.Name}' holds raws, which are ingested and not written; put processed exposures under another dataset type.");
}
