using SkyButler.Resources;

namespace SkyButler.Instruments.Ingest;

/// <summary>What failed, told as it comes.</summary>
internal sealed class RawFailures(RawIngestOptions options)
{
    private readonly List<RawFailure> failures = [];

    /// <summary>All that failed.</summary>
    public IReadOnlyList<RawFailure> All => failures;

    /// <summary>Notes a failure.</summary>
    /// <exception cref="RawIngestException">The first was to end the work.</exception>
    public void Add(ResourcePath file, RawFailureKind kind, string message)
    {
        var failure = new RawFailure(file, kind, message.TrimEnd('.'));
        failures.Add(failure);
        options.Failed?.Invoke(failure);
        if (options.FailFast)
            throw new RawIngestException(failure.Message + "; the first failure ends the work (--fail-fast).");
    }
}
