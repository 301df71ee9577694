using SkyButler.Benchmarks.Running;
using SkyButler.Benchmarks.Scale.Databases;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Scale;

/// <summary>A generated repository that is measured.</summary>
/// <param name="Bench">What to measure with.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Repository">Where it is.</param>
/// <param name="Database">Its database, bare.</param>
internal sealed record ScaleSubject(Bench Bench, ScaleSize Size, string Repository, ScaleDatabase Database)
{
    /// <summary>How often work of less than a second is repeated.</summary>
    public int Repetitions => Bench.Repetitions;

    /// <summary>A client of it.</summary>
    public Task<Butler> OpenAsync(RegistryAccess access, CancellationToken cancellationToken) =>
        Butler.OpenAsync(Repository, new() { Access = access, DefaultDataId = new() { ["instrument"] = ScaleNames.Instrument } }, cancellationToken);
}
