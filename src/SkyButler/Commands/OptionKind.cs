namespace SkyButler.Commands;

/// <summary>What an option takes.</summary>
public enum OptionKind
{
    /// <summary>Nothing: it is given or not.</summary>
    Flag,

    /// <summary>A value.</summary>
    Value,

    /// <summary>Any number of values, divided by commas or given one by one.</summary>
    List,
}
