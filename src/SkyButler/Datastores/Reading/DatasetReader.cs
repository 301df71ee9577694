using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Records;
using SkyButler.Datastores.Types;
using SkyButler.Imaging;
using SkyButler.Imaging.Exposures;
using SkyButler.Parquet;
using SkyButler.Resources;

namespace SkyButler.Datastores.Reading;

/// <summary>Reads datasets from their files: the right file, a formatter, the component, the storage class that was asked for.</summary>
internal sealed class DatasetReader
{
    private static readonly Dictionary<string, object> NoParameters = [];
    private readonly DatastoreServices services;
    private readonly RecordOpener opener;

    public DatasetReader(DatastoreServices services, RecordOpener opener)
    {
        this.services = services;
        this.opener = opener;
    }

    /// <summary>Reads what a reference asks for from the files that records name.</summary>
    public async Task<object> ReadAsync(
        DatasetRef dataset, IReadOnlyList<FileRecord> records, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        var component = dataset.DatasetType.Component;
        var whole = records.FirstOrDefault(r => r.Component is null);
        object value;
        string written;
        if (component is not null && records.FirstOrDefault(r => r.Component == component) is { } part)
        {
            value = await ReadFileAsync(dataset, part, null, Known(part, parameters), cancellationToken).ConfigureAwait(false);
            written = part.StorageClass;
        }
        else if (whole is null)
        {
            var assembled = await AssembleAsync(dataset, records, parameters, cancellationToken).ConfigureAwait(false);
            value = component is null ? assembled : Component(assembled, component, dataset);
            written = component is null ? ParentClass(dataset) : dataset.DatasetType.StorageClass;
        }
        else
        {
            CheckParameters(whole, parameters);
            value = await ReadFileAsync(dataset, whole, component, parameters, cancellationToken).ConfigureAwait(false);
            written = component is null ? whole.StorageClass : dataset.DatasetType.StorageClass;
        }

        return services.View(value, written, dataset);
    }

    private async Task<object> ReadFileAsync(
        DatasetRef dataset, FileRecord record, string? component, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        var formatter = services.Formatters.Get(record.Formatter);
        var readsComponent = component is not null && formatter.Components.Contains(component);
        if (parameters.Keys.FirstOrDefault(p => !formatter.Parameters.Contains(p)) is { } unknown)
            throw new DatastoreException($"The parameter '{unknown}' can't be used: files of {dataset.DatasetType.Name} (formatter {record.Formatter}) are read as a whole.");
        var request = new FormatterRequest(services.StorageClass(record.StorageClass), readsComponent ? component : null, parameters) { Dataset = dataset };
        var extent = readsComponent || parameters.Count > 0 ? ReadExtent.Part : ReadExtent.Whole;
        var source = await opener.OpenAsync(dataset, record, extent, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            object value;
            try
            {
                value = await formatter.ReadAsync(source, request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ImagingException or ParquetException or ResourceException or InvalidDataException)
            {
                throw new DatastoreException($"The file {source.Name} of {dataset.DatasetType.Name} {dataset.DataId} can't be read: {e.Message}", e);
            }

            return component is null || readsComponent ? value : Component(value, component, dataset);
        }
    }

    private async Task<object> AssembleAsync(
        DatasetRef dataset, IReadOnlyList<FileRecord> records, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, object>(StringComparer.Ordinal);
        var type = services.Types.Find(services.StorageClass(ParentClass(dataset)))?.Type;
        foreach (var record in records.Where(r => CompositeParts.IsWanted(r.Component!, type)).OrderBy(r => r.Component, StringComparer.Ordinal))
        {
            try
            {
                parts[record.Component!] = await ReadFileAsync(dataset, record, null, Known(record, parameters), cancellationToken).ConfigureAwait(false);
            }
            catch (DatastoreException e) when (e.InnerException is UnknownComponentException)
            {
                // The pixels are good without it; who asks for the component itself hears what it is.
                services.Log.LogWarning(
                    "{DatasetType} {DataId} is read without its {Component}: {Reason}.", dataset.DatasetType.ParentName, dataset.DataId, record.Component, e.InnerException.Message);
            }
        }

        return CompositeParts.Assemble(parts, type);
    }

    private void CheckParameters(FileRecord record, IReadOnlyDictionary<string, object> parameters)
    {
        if (parameters.Count == 0)
            return;
        // Formatters may know more than the original's storage classes tell of.
        List<string> known = [.. services.StorageClass(record.StorageClass).Parameters.Union(services.Formatters.Get(record.Formatter).Parameters, StringComparer.Ordinal)];
        if (parameters.Keys.FirstOrDefault(p => !known.Contains(p)) is { } unknown)
        {
            throw new DatastoreException(
                $"The storage class '{record.StorageClass}' has no parameter '{unknown}'; it has {(known.Count == 0 ? "none" : string.Join(", ", known))}.{Suggestions.For(unknown, known)}");
        }
    }

    private Dictionary<string, object> Known(FileRecord record, IReadOnlyDictionary<string, object> parameters)
    {
        if (parameters.Count == 0)
            return NoParameters;
        var known = services.Formatters.Get(record.Formatter).Parameters;
        return parameters.Where(p => known.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    private static object Component(object value, string component, DatasetRef dataset) => CompositeParts.Take(value, component) ?? throw new DatastoreException(
        $"The dataset {dataset.DatasetType.ParentName} {dataset.DataId} has no component '{component}' that can be read here; get the whole dataset, or copy its file by retrieve-artifacts.");

    private static string ParentClass(DatasetRef dataset) => dataset.DatasetType.ParentStorageClass ?? dataset.DatasetType.StorageClass;
}
