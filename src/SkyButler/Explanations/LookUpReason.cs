namespace SkyButler.Explanations;

/// <summary>What decided a look-up.</summary>
public enum LookUpReason
{
    /// <summary>A dataset was found, and its file is there.</summary>
    Found,

    /// <summary>A dataset was found that was never stored, or whose storing was undone.</summary>
    NotStored,

    /// <summary>A dataset was found, and its file is gone.</summary>
    FileMissing,

    /// <summary>No collection that was searched has one.</summary>
    NotInCollections,

    /// <summary>The collections that were searched have data of other instruments or sky maps only.</summary>
    OtherGovernor,

    /// <summary>There are calibrations, and none is valid at the time.</summary>
    NotValid,

    /// <summary>Several calibrations are valid at the time.</summary>
    Ambiguous,

    /// <summary>The data ID lacks a value, or has one that does not exist.</summary>
    DataId,
}
