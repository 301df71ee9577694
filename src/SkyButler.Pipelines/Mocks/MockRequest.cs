namespace SkyButler.Pipelines.Mocks;

/// <summary>How a pipeline's tasks are replaced by mocks.</summary>
public sealed record MockRequest
{
    /// <summary>Dataset types that keep their names, besides those that the pipeline does not make.</summary>
    public IReadOnlyList<string> Unmocked { get; init; } = [];

    /// <summary>Quanta that fail.</summary>
    public IReadOnlyList<MockFailure> Failures { get; init; } = [];
}
