using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>The way from observed files to registered exposures; what is wrong with a file or its exposure is a failure, and the others go on.</summary>
internal sealed class ExposureIntake(SqlRegistry registry, ExposureRecords records, RecordSync update, RawFailures failures)
{
    private readonly ExposureGrouping grouping = new(records, (file, message) => failures.Add(file.File, RawFailureKind.Metadata, message));
    private readonly GuardedRegistration registration = new(new(registry, update), failures);

    /// <summary>How many exposures are new.</summary>
    public int New => registration.New;

    /// <summary>How many have new values.</summary>
    public int Updated => registration.Updated;

    /// <summary>Registers the exposures of files, and gives those that are registered with their files.</summary>
    public async Task<IReadOnlyList<ExposureGroup>> RegisterAsync(IReadOnlyList<ObservedFile> files, CancellationToken cancellationToken)
    {
        var faults = await new RawChecks(registry).FindAsync(files, cancellationToken);
        foreach (var (file, fault) in faults)
            failures.Add(file.File, RawFailureKind.Metadata, fault);
        return await registration.RegisterAsync(grouping.Group(files.Where(file => !faults.ContainsKey(file))), cancellationToken);
    }
}
