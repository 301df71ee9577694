using System.Runtime.CompilerServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading;

/// <summary>Makes columns of what was read of their leaves: levels become masks of nulls and offsets of lists.</summary>
internal static class ColumnAssembler
{
    /// <summary>Makes one column and lets the outputs begin anew.</summary>
    public static ParquetColumn Assemble(FieldNode node, IReadOnlyDictionary<int, LeafOutput> outputs, MemoryBudget budget)
    {
        var column = Build(node, outputs, budget);
        foreach (var leaf in node.Leaves)
        {
            outputs[leaf.Ordinal].Definitions.Clear();
            outputs[leaf.Ordinal].Repetitions.Clear();
        }

        return column;
    }

    private static ParquetColumn Build(FieldNode node, IReadOnlyDictionary<int, LeafOutput> outputs, MemoryBudget budget)
    {
        if (node.Leaf is { } own)
        {
            var output = outputs[own.Ordinal];
            var mask = node.Field.IsNullable ? Mask(node, output, output.Values.Count, budget) : default;
            return output.Values.ToColumn(node.Field, mask);
        }

        var first = outputs[node.Leaves.First().Ordinal];
        if (node.IsRepeated)
            return BuildList(node, first, outputs, budget);
        var children = new List<ParquetColumn>(node.Children.Count);
        foreach (var child in node.Children)
            children.Add(Build(child, outputs, budget));
        var length = children[0].Length;
        if (children.Exists(c => c.Length != length))
            throw new ParquetFormatException($"the fields of '{node.Field.Name}' have {string.Join(" and ", children.Select(c => c.Length).Distinct())} values, which should be as many");
        return new StructColumn(node.Field, children, node.Field.IsNullable ? Mask(node, first, length, budget) : default);
    }

    // For each place of a field whether there is a value; nothing where all are there.
    private static ReadOnlyMemory<bool> Mask(FieldNode node, LeafOutput output, int length, MemoryBudget budget)
    {
        if (output.Definitions.IsUsual)
            return default;
        var definitions = output.Definitions.ToArray();
        // Levels of 0 and 1 are truth values already; the column keeps the array, and the buffer begins with another.
        if (output.Node.Repetition == 0 && output.Node.Leaf!.MaximumDefinition == 1)
            return Unsafe.As<bool[]>(definitions).AsMemory(0, output.Definitions.Count);
        budget.Take(length);
        var mask = new bool[length];
        var place = 0;
        var repetitions = output.Node.Repetition > 0 ? output.Repetitions.ToArray() : null;
        for (var i = 0; i < output.Definitions.Count; i++)
        {
            if (repetitions?[i] > node.Repetition || definitions[i] < node.SlotDefinition)
                continue;
            if (place == length)
                throw new ParquetFormatException($"the levels of '{node.Field.Name}' don't fit its values");
            mask[place++] = definitions[i] >= node.Definition;
        }

        return place == length ? mask : throw new ParquetFormatException($"the levels of '{node.Field.Name}' don't fit its values");
    }

    private static ListColumn BuildList(FieldNode node, LeafOutput output, IReadOnlyDictionary<int, LeafOutput> outputs, MemoryBudget budget)
    {
        var (definitions, repetitions) = (output.Definitions.ToArray(), output.Repetitions.ToArray());
        var offsets = new Growing<int>(budget);
        var mask = new Growing<bool>(budget);
        var elements = 0;
        for (var i = 0; i < output.Definitions.Count; i++)
        {
            if (repetitions[i] > node.Repetition + 1)
                continue;
            if (repetitions[i] <= node.Repetition)
            {
                if (definitions[i] < node.SlotDefinition)
                    continue;
                offsets.Extend(1)[0] = elements;
                mask.Extend(1)[0] = definitions[i] >= node.Definition;
            }
            else if (definitions[i] <= node.Definition)
            {
                throw new ParquetFormatException($"a list of '{node.Field.Name}' goes on, although it is empty");
            }

            if (definitions[i] > node.Definition)
                elements++;
        }

        offsets.Extend(1)[0] = elements;
        var child = Build(node.Children[0], outputs, budget);
        if (child.Length != elements)
            throw new ParquetFormatException($"the lists of '{node.Field.Name}' have {elements} elements, of which there are {child.Length}");
        return new(node.Field, offsets.Detach(), child, node.Field.IsNullable ? mask.Detach() : default);
    }
}
