namespace SkyButler.Registry.Managers;

/// <summary>Managers whose tables are too old to be read here, and what to do about them.</summary>
internal static class ObsoleteManagers
{
    private const string IntegerIds = "ByDimensionsDatasetRecordStorageManager";

    /// <summary>Whether a class is the one that numbered datasets by integers, whatever package it stands in.</summary>
    public static bool NumbersDatasets(string name) => name[(name.LastIndexOf('.') + 1)..] == IntegerIds;

    /// <summary>What is said of a repository that numbers its datasets.</summary>
    public static string NumbersDatasetsIn(string location) =>
        $"The database '{location}' numbers its datasets by integers ({IntegerIds}), as no software has done since 2022: give them UUIDs with Rubin's daf_butler_migrate "
        + "('butler migrate upgrade --one-shot-tree datasets/int_1.0.0_to_uuid_1.0.0 REPO 2101fbf51ad3'), then open it here.";
}
