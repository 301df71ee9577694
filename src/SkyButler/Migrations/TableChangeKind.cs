namespace SkyButler.Migrations;

/// <summary>What becomes of a table.</summary>
public enum TableChangeKind
{
    /// <summary>It is made.</summary>
    New,

    /// <summary>Its columns or rows become others.</summary>
    Changed,

    /// <summary>Columns and rows stay; its definition is spelled as today's.</summary>
    Restated,

    /// <summary>It goes.</summary>
    Dropped,
}
