using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Registry.Datasets;

/// <summary>Finds out what a refused row of a dataset means to the user.</summary>
internal sealed class DatasetConflicts(RegistryContext context, RecordStorage records)
{
    /// <summary>The error for a dataset that could not be inserted; call it after the transaction was undone.</summary>
    public async Task<Exception> ExplainAsync(ConstraintException refused, DatasetRef dataset, CancellationToken cancellationToken)
    {
        switch (refused.Kind)
        {
            case ConstraintKind.Unique when refused.Detail.Contains("dataset.id", StringComparison.Ordinal):
                return new ConflictException($"There is a dataset with the identifier {dataset.Id} already, so {Name(dataset)} can't be registered in run '{dataset.Run}'.", refused);
            case ConstraintKind.Unique:
                return new ConflictException($"The run '{dataset.Run}' has a dataset {Name(dataset)} already; choose another run, or leave it out, or remove the one that is there first (butler prune-datasets).", refused);
            case ConstraintKind.ForeignKey:
                return await MissingRecordAsync([dataset], cancellationToken).ConfigureAwait(false) ?? new RegistryException(
                    $"The dataset {Name(dataset)} can't be registered in '{context.Database.Location}': something that it refers to is missing.", refused);
            default:
                return new ConflictException($"The dataset {Name(dataset)} can't be registered in run '{dataset.Run}': {refused.Detail}.", refused);
        }
    }

    public static string Name(DatasetRef dataset) => $"'{dataset.DatasetType.Name}' with data ID {dataset.DataId}";

    /// <summary>The error that says which dimension record is missing for datasets; null where all are there.</summary>
    public async Task<Exception?> MissingRecordAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        try
        {
            await records.ExpandAsync([.. datasets.Select(d => d.DataId.WithoutRecords())], cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DataIdException e)
        {
            return e;
        }
    }
}
