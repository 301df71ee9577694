using SkyButler.Datasets;

namespace SkyButler.Pipelines.Execution;

/// <summary>A handle on an input that is read when the task asks, in whole or in part.</summary>
public sealed class DeferredDataset
{
    private readonly QuantumContext context;

    internal DeferredDataset(QuantumContext context, DatasetRef dataset)
    {
        this.context = context;
        Dataset = dataset;
    }

    /// <summary>Which dataset it is.</summary>
    public DatasetRef Dataset { get; }

    /// <summary>Reads it.</summary>
    /// <param name="parameters">Parameters of its storage class, such as a box.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<object> GetAsync(IReadOnlyDictionary<string, object>? parameters = null, CancellationToken cancellationToken = default) =>
        context.GetAsync(Dataset, parameters, cancellationToken);
}
