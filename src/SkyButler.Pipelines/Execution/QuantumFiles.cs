using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution.Attempts;

namespace SkyButler.Pipelines.Execution;

/// <summary>The files of one quantum's datasets, for tasks that leave reading and writing to others.</summary>
internal sealed class QuantumFiles(QuantumStore store)
{
    /// <summary>The quantum.</summary>
    public Guid Quantum => store.Quantum;

    /// <summary>The run that it writes to.</summary>
    public string Run => store.Run;

    /// <summary>Where inputs are stored, by dataset.</summary>
    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> LocateAsync(IReadOnlyList<DatasetRef> inputs, CancellationToken cancellationToken) =>
        store.LocateAsync(inputs, cancellationToken);

    /// <summary>Data IDs of inputs with dimension records, by dataset.</summary>
    public Task<IReadOnlyDictionary<Guid, DataCoordinate>> ExpandAsync(IReadOnlyList<DatasetRef> inputs, CancellationToken cancellationToken) =>
        store.ExpandAsync(inputs, cancellationToken);

    /// <summary>Copies the file of an input into a new folder; returns what it is called there.</summary>
    public Task<IReadOnlyList<string>> FetchAsync(DatasetRef input, string folder, CancellationToken cancellationToken) => store.FetchAsync(input, folder, cancellationToken);

    /// <summary>Takes files in as outputs.</summary>
    /// <exception cref="PipelineException">One is no output of this quantum.</exception>
    public Task IngestAsync(IReadOnlyList<FileDataset> outputs, IngestOptions options, CancellationToken cancellationToken) => store.IngestAsync(outputs, options, cancellationToken);
}
