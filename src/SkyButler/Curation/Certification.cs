using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Curation;

/// <summary>Puts datasets of one type into a CALIBRATION collection with a validity range.</summary>
public sealed record Certification
{
    /// <summary>The type.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Where the datasets are.</summary>
    public required string Input { get; init; }

    /// <summary>The CALIBRATION collection; it is made if need be.</summary>
    public required string Output { get; init; }

    /// <summary>When they are valid.</summary>
    public Timespan Validity { get; init; } = Timespan.Unbounded;

    /// <summary>Whether all members of an input chain are searched, not just the first.</summary>
    public bool SearchAllInputs { get; init; }

    /// <summary>Certifies what is found.</summary>
    /// <returns>How many datasets.</returns>
    /// <exception cref="RegistryException">There are none.</exception>
    public async Task<int> ApplyAsync(SqlRegistry registry, QueryEngine queries, CancellationToken cancellationToken)
    {
        await registry.DatasetTypes.GetAsync(DatasetType, cancellationToken);
        var input = await InputCollectionAsync(registry, cancellationToken);
        var query = new DatasetQuery { DatasetType = DatasetType, Collections = [input], FindFirst = true };
        var datasets = new List<DatasetRef>();
        await foreach (var dataset in queries.DatasetsAsync(query, cancellationToken))
            datasets.Add(dataset);
        if (datasets.Count == 0)
            throw new RegistryException($"No datasets of type '{DatasetType}' were found in '{input}'; nothing was certified.");
        await registry.TransactAsync(
            async token =>
            {
                var isNew = await registry.Collections.FindAsync(Output, token) is null;
                await registry.Collections.RegisterAsync([Output], CollectionType.Calibration, null, token);
                await registry.Datasets.CertifyAsync(Output, datasets, Validity, token);
                var memberships = datasets.Select(d => new LoggedMembership(d.Id, Output, Validity.BeginNanoseconds, Validity.EndNanoseconds));
                var entry = new LogEntry { Id = registry.Log.NewId(), Action = LogAction.Certify, Subject = $"{DatasetType} in {Output}", Datasets = datasets.Count };
                await registry.Log.AddAsync(entry, new() { Made = isNew ? [Output] : [] }, [Output], memberships, token);
            },
            cancellationToken);
        return datasets.Count;
    }

    private async Task<string> InputCollectionAsync(SqlRegistry registry, CancellationToken cancellationToken)
    {
        var input = await registry.Collections.GetAsync(Input, cancellationToken);
        if (SearchAllInputs || input.Type != CollectionType.Chained)
            return Input;
        return input.Children is [var first, ..]
            ? first
            : throw new RegistryException($"The chain '{Input}' is empty, so there is nothing to certify.");
    }
}
