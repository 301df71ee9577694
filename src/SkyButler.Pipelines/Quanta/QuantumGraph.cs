namespace SkyButler.Pipelines.Quanta;

/// <summary>Everything that a pipeline will do: quanta, the datasets that they read and write, and what depends on what.</summary>
public sealed class QuantumGraph
{
    /// <summary>The run that outputs go to.</summary>
    public string OutputRun => throw new NotImplementedException();

    /// <summary>Number of quanta.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>Number of quanta of each task that has any, in order of execution.</summary>
    public IReadOnlyList<(string Label, int Quanta)> TaskCounts => throw new NotImplementedException();
}
