namespace SkyButler.Benchmarks.Running;

/// <summary>A group of whole operations that are measured together.</summary>
internal interface IBenchmark
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>Measures, one figure after another.</summary>
    IAsyncEnumerable<Figure> MeasureAsync(Bench bench, CancellationToken cancellationToken);
}
