namespace SkyButler.Registry.Databases.Failures;

/// <summary>Which rule of the schema a row broke.</summary>
internal enum ConstraintKind
{
    /// <summary>A key is taken.</summary>
    Unique,

    /// <summary>A row that is referred to is not there, or still referred to.</summary>
    ForeignKey,

    /// <summary>A value is missing.</summary>
    NotNull,

    /// <summary>A text is too long or empty.</summary>
    Check,

    /// <summary>Something else.</summary>
    Other,
}
