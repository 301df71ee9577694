using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta;

/// <summary>What a task reads and writes once, before its quanta.</summary>
/// <param name="Task">The task; null for what belongs to the whole pipeline.</param>
/// <param name="Id">Identifier.</param>
/// <param name="Inputs">Init-inputs by connection name.</param>
/// <param name="Outputs">Init-outputs by connection name, the configuration among them.</param>
public sealed record InitQuantum(
    TaskNode? Task, Guid Id, IReadOnlyDictionary<string, DatasetRef> Inputs, IReadOnlyDictionary<string, DatasetRef> Outputs);
