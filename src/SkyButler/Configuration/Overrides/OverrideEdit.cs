namespace SkyButler.Configuration.Overrides;

/// <summary>What a statement of an override file does to a field.</summary>
public enum OverrideEdit
{
    /// <summary>Gives it a value: <c>field = value</c>.</summary>
    Set,

    /// <summary>Takes an element or member away: <c>del field['key']</c>.</summary>
    Delete,

    /// <summary>Adds an element at the end of a list.</summary>
    Append,

    /// <summary>Adds several elements at the end of a list.</summary>
    Extend,

    /// <summary>Adds an element before a place of a list.</summary>
    Insert,

    /// <summary>Takes the first element away that is equal to a value.</summary>
    Remove,

    /// <summary>Sets several elements of a dictionary.</summary>
    Update,

    /// <summary>Names another target.</summary>
    Retarget,

    /// <summary>Applies another file.</summary>
    Load,
}
