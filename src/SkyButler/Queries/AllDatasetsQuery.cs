using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries;

/// <summary>A question for datasets of all types whose names match.</summary>
public sealed record AllDatasetsQuery
{
    /// <summary>Names or globs of dataset types.</summary>
    public IReadOnlyList<string> DatasetTypes { get; init; } = ["*"];

    /// <summary>Collections to search, in order; globs are allowed unless only the first find counts.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>Only the dataset of the first collection that has one, for each type and data ID.</summary>
    public bool FindFirst { get; init; }

    /// <summary>How often a dataset is listed that several collections have; without find-first only.</summary>
    public DatasetRepetition Repetition { get; init; }

    /// <summary>A condition in the query language, whose names are looked up for each type; empty for none.</summary>
    public string Where { get; init; } = "";

    /// <summary>Values for names in the condition; sequences may stand in lists.</summary>
    public IReadOnlyDictionary<string, object?> Bind { get; init; } = new Dictionary<string, object?>();

    /// <summary>Values that dimensions must have.</summary>
    public DataId DataId { get; init; } = [];

    /// <summary>Fields to sort by, led by <c>-</c> for descending; only where one dataset type is asked for by its name.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many datasets in all; null for all. The sign is not looked at.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether data IDs come with dimension records.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Called with the names that are no registered dataset types, and the others are listed; null: such a name is an error.</summary>
    public Action<IReadOnlyList<string>>? OnMissingTypes { get; init; }

    /// <summary>Called with the limit where it left datasets out.</summary>
    public Action<int>? OnTruncated { get; init; }
}
