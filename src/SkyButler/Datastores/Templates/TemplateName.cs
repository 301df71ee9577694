namespace SkyButler.Datastores.Templates;

/// <summary>One of the names that a field may take its value from: a value, or a field of a dimension's record.</summary>
/// <param name="Primary">The part before the dot: a dimension, or <c>datasetType</c>, <c>component</c>, <c>run</c>, <c>id</c>, <c>skypix</c>.</param>
/// <param name="RecordField">The part after the dot; null for the value itself.</param>
internal sealed record TemplateName(string Primary, string? RecordField)
{
    public static TemplateName Parse(string text) => text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0
        ? new(text[..dot], text[(dot + 1)..])
        : new(text, null);

    public override string ToString() => RecordField is null ? Primary : $"{Primary}.{RecordField}";
}
