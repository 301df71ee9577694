namespace SkyButler.Parquet.Schemas;

/// <summary>A field with the levels that say of each entry of a column chunk how much of the way to the value exists.</summary>
internal sealed class FieldNode
{
    public required ParquetField Field { get; init; }

    /// <summary>From this definition level on the field is not null.</summary>
    public required int Definition { get; init; }

    /// <summary>From this definition level on there is a slot for the field: the nearest list around it has an element.</summary>
    public required int SlotDefinition { get; init; }

    /// <summary>How many lists are around it.</summary>
    public required int Repetition { get; init; }

    public IReadOnlyList<FieldNode> Children { get; init; } = [];

    /// <summary>Of a value: its column chunk.</summary>
    public ParquetLeaf? Leaf { get; init; }

    public bool IsRepeated => Field.Kind is FieldKind.List or FieldKind.Map;

    /// <summary>The column chunks beneath, in order.</summary>
    public IEnumerable<ParquetLeaf> Leaves => Leaf is { } own ? [own] : Children.SelectMany(c => c.Leaves);

    /// <summary>Gives fields their levels, and their values the paths, taken in order.</summary>
    public static IReadOnlyList<FieldNode> Build(IReadOnlyList<ParquetField> fields, IReadOnlyList<IReadOnlyList<string>> paths)
    {
        var next = 0;
        return [.. fields.Select(f => Build(f, 0, 0, 0, paths, ref next))];
    }

    /// <summary>This node with only some column chunks; null if it has none of them.</summary>
    public FieldNode? Keep(IReadOnlySet<int> ordinals)
    {
        if (Leaf is { } leaf)
            return ordinals.Contains(leaf.Ordinal) ? this : null;
        var kept = Children.Select(c => c.Keep(ordinals)).OfType<FieldNode>().ToList();
        if (kept.Count == 0)
            return null;
        return new()
        {
            Field = Field.With([.. kept.Select(c => c.Field)]),
            Definition = Definition,
            SlotDefinition = SlotDefinition,
            Repetition = Repetition,
            Children = kept,
        };
    }

    private static FieldNode Build(ParquetField field, int definition, int slot, int repetition, IReadOnlyList<IReadOnlyList<string>> paths, ref int next)
    {
        var own = definition + (field.IsNullable ? 1 : 0);
        if (field.Kind == FieldKind.Value)
        {
            var ordinal = next++;
            return new()
            {
                Field = field,
                Definition = own,
                SlotDefinition = slot,
                Repetition = repetition,
                Leaf = new(field, paths[ordinal], ordinal, own, repetition),
            };
        }

        var repeated = field.Kind != FieldKind.Struct;
        var children = new List<FieldNode>();
        foreach (var child in field.Children)
            children.Add(repeated ? Build(child, own + 1, own + 1, repetition + 1, paths, ref next) : Build(child, own, slot, repetition, paths, ref next));
        return new() { Field = field, Definition = own, SlotDefinition = slot, Repetition = repetition, Children = children };
    }
}
