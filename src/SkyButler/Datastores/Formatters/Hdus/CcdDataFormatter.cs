using SkyButler.Datastores.Formatters.Images;
using SkyButler.Imaging;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Hdus;

/// <summary>Data with mask, uncertainty, flags, unit, WCS and metadata, as files of astropy's <c>CCDData</c>; each is read without the rest.</summary>
public sealed class CcdDataFormatter : FormatterBase
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit", ".fts"];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = ["data", "mask", "uncertainty", "flags", "psf", "unit", "wcs", "meta", "header"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var reader = await CcdReader.OpenAsync(await FitsOpening.OpenAsync(source, request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            object? value = request.Component switch
            {
                null => await reader.ReadAsync(cancellationToken).ConfigureAwait(false),
                "data" => await reader.ReadDataAsync(cancellationToken).ConfigureAwait(false),
                "mask" => await reader.ReadMaskAsync(cancellationToken).ConfigureAwait(false),
                "uncertainty" => await reader.ReadUncertaintyAsync(cancellationToken).ConfigureAwait(false),
                "flags" => await reader.ReadFlagsAsync(cancellationToken).ConfigureAwait(false),
                "psf" => await reader.ReadPsfAsync(cancellationToken).ConfigureAwait(false),
                "unit" => reader.Unit,
                "wcs" => reader.OpenSkyWcs(),
                _ => reader.Metadata,
            };
            return value ?? throw new DatastoreException($"The data of {source.Name} carry no {request.Component}.");
        }
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        if (value is not CcdData ccd)
            throw Unfit(value, target, "a CcdData");
        try
        {
            var writer = FitsWriter.Create(target.LocalPath);
            await using (writer.ConfigureAwait(false))
                await CcdWriter.WriteAsync(writer, ccd.WithMetadata(ProvenanceCards.Replace(ccd.Metadata, target)), cancellationToken).ConfigureAwait(false);
        }
        catch (ImagingException e)
        {
            throw new DatastoreException($"The dataset {target.Dataset.DatasetType.Name} {target.Dataset.DataId} can't be written: {e.Message}", e);
        }
    }
}
