namespace SkyButler.Configuration.Nodes;

/// <summary>Where in a file something was written; lines and columns count from 1.</summary>
public readonly record struct ConfigLocation(string? Source, int Line, int Column)
{
    /// <summary>Whether this says anything.</summary>
    public bool IsKnown => Source is not null;

    /// <summary>The place as <c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}") : Source ?? "";
}
