namespace SkyButler.Parquet.Schemas;

/// <summary>Finds what names of columns stand for: fields of a row, or paths to what is inside them.</summary>
internal static class ColumnSelection
{
    private const int FarthestMiss = 3;

    /// <summary>The fields that names stand for, in the order of the names, each with only the parts that were named; all fields without names.</summary>
    /// <exception cref="ParquetRequestException">A name stands for nothing.</exception>
    public static IReadOnlyList<FieldNode> Select(ParquetSchema schema, IReadOnlyList<string>? names)
    {
        if (names is null)
            return schema.Nodes;
        var order = new List<FieldNode>();
        var wanted = new Dictionary<FieldNode, HashSet<int>>();
        var byName = schema.Nodes.GroupBy(n => n.Field.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (node, leaves) = Find(schema, byName, name);
            if (!wanted.TryGetValue(node, out var chosen))
            {
                order.Add(node);
                wanted[node] = chosen = [];
            }

            chosen.UnionWith(leaves);
        }

        return [.. order.Select(n => n.Keep(wanted[n])!)];
    }

    /// <summary>The complaint about a name, with the nearest one there is.</summary>
    public static string Unknown(string name, IEnumerable<string> known)
    {
        var near = known.Select(k => (Name: k, Distance: Distance(k, name))).Where(k => k.Distance <= FarthestMiss).OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();
        return $"There is no column '{name}'" + (near is null ? "; list the schema's fields to see which there are" : $"; did you mean '{near}'?");
    }

    private static (FieldNode Node, IEnumerable<int> Leaves) Find(ParquetSchema schema, Dictionary<string, FieldNode> byName, string name)
    {
        if (byName.TryGetValue(name, out var whole))
            return (whole, whole.Leaves.Select(l => l.Ordinal));
        foreach (var node in schema.Nodes.Where(n => name.StartsWith(n.Field.Name + ".", StringComparison.Ordinal)))
        {
            var inside = node.Leaves.Where(l => l.DottedPath == name || l.DottedPath.StartsWith(name + ".", StringComparison.Ordinal)).Select(l => l.Ordinal).ToList();
            if (inside.Count > 0)
                return (node, inside);
        }

        throw new ParquetRequestException(Unknown(name, schema.Fields.Select(f => f.Name).Concat(schema.Leaves.Select(l => l.DottedPath))));
    }

    // Levenshtein's distance, given up where the lengths alone differ too much.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > FarthestMiss)
            return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
