namespace SkyButler.Datastores;

/// <summary>Names that a file datastore keeps for itself below its root.</summary>
internal static class FileDatastorePaths
{
    /// <summary>The folder for what is not a dataset.</summary>
    public const string PrivateFolder = ".skybutler";

    /// <summary>Where writers say what they are about to place.</summary>
    public const string JournalFolder = PrivateFolder + "/journal";
}
