namespace SkyButler.Datastores.Templates;

/// <summary>Whether a name of a template has a value for a dataset.</summary>
internal enum TemplateValueState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>There is one, perhaps null.</summary>
    Present,

    /// <summary>It would stand in a dimension record, and the data ID comes without records.</summary>
    NoRecords,
}
