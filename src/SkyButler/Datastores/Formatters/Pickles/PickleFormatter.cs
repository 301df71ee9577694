namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>
/// Python pickles. They can hold code and are never loaded; of one that holds a sky map, the configuration that it was made from is read, and
/// such pickles are written.
/// </summary>
public sealed class PickleFormatter : FormatterBase
{
    private const string Why = "is a Python pickle, which can hold code and is never loaded. Copy it by retrieve-artifacts and read it with Python, or store the data as YAML, JSON or FITS.";
    private const int LargestSkyMap = 1 << 24;

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".pickle"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        if (request.StorageClass.Name != "SkyMap" || source.Size > LargestSkyMap)
            throw new DatastoreException($"{source.Name} can't be loaded: it {Why}");
        try
        {
            return StoredSkyMap.Parse(await source.ReadAllAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (FormatException e)
        {
            throw new DatastoreException($"{source.Name} can't be read as a sky map: {e.Message}. It {Why}", e);
        }
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) => value is StoredSkyMap map
        ? target.WriteAllAsync(SkyMapPickle.Write(map), cancellationToken)
        : throw new DatastoreException($"The dataset type '{target.Dataset.DatasetType.Name}' can't be written: its format {Why}");
}
