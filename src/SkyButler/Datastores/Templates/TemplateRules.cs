using SkyButler.Datasets;

namespace SkyButler.Datastores.Templates;

/// <summary>What makes a template usable: different datasets get different paths, and none outside the root.</summary>
internal static class TemplateRules
{
    private static readonly string[] NotDimensions =
        [TemplateValues.DatasetType, TemplateValues.Component, TemplateValues.Run, TemplateValues.Id];

    /// <summary>What can be said without knowing a dataset type.</summary>
    public static void Check(FileTemplate template)
    {
        var names = template.Fields.SelectMany(f => f.Alternatives).Select(a => a.Primary).ToHashSet(StringComparer.Ordinal);
        var hasId = names.Contains(TemplateValues.Id);
        if (names.Contains("collection"))
            throw Wrong(template, "'{collection}' is a field of old; say '{run}'");
        if (!hasId && !names.Contains(TemplateValues.Run))
            throw Wrong(template, "it holds neither '{run}' nor '{id}', so that datasets of different runs would share a path");
        if (!hasId && names.All(n => NotDimensions.Contains(n, StringComparer.Ordinal)))
            throw Wrong(template, "it holds neither a dimension nor '{id}', so that datasets with different data IDs would share a path");
        if (template.Text.Contains("../", StringComparison.Ordinal))
            throw Wrong(template, "it climbs by '../'");
        if (hasId && !IdIsInFileName(template))
            throw Wrong(template, "'{id}' must stand in the file name, not in a folder's");
    }

    /// <summary>What can be said about a dataset type.</summary>
    public static void CheckSuits(FileTemplate template, DatasetType type)
    {
        var known = type.Dimensions.Names.Concat(NotDimensions).ToHashSet(StringComparer.Ordinal);
        if (type.Dimensions.SkyPix.Count > 0)
            known.Add(TemplateValues.SkyPix);
        foreach (var field in template.Fields.Where(f => !f.IsOptional))
        {
            if (!field.Alternatives.Any(a => known.Contains(a.Primary)))
                throw Unsuited(template, type, $"it needs '{field.Names}', which is none of its dimensions; add '?' to make it optional");
        }

        var named = template.Fields.SelectMany(f => f.Alternatives).Select(a => a.Primary).ToHashSet(StringComparer.Ordinal);
        if (type.Component is not null && !named.Contains(TemplateValues.Component))
            throw Unsuited(template, type, "it lacks '{component}', so that the components would share a path");
        if (named.Contains(TemplateValues.Id))
            return;
        if (named.Contains(TemplateValues.SkyPix))
            named.UnionWith(type.Dimensions.SkyPix.Select(d => d.Name));
        var missing = type.Dimensions.Required.Select(d => d.Name).Where(d => !named.Contains(d)).ToList();
        if (missing.Count > 0)
            throw Unsuited(template, type, $"it lacks {string.Join(", ", missing)}, so that different datasets would share a path");
    }

    private static bool IdIsInFileName(FileTemplate template)
    {
        var index = template.Fields.Select((f, i) => (f, i)).Last(p => p.f.Alternatives.Any(a => a.Primary == TemplateValues.Id)).i;
        var after = template.Text[(template.Text.LastIndexOf("{" + TemplateValues.Id, StringComparison.Ordinal) + 1)..];
        return template.Fields.Skip(index + 1).All(f => !f.Literal.Contains('/', StringComparison.Ordinal)) && !HasSlashOutsideFields(after);
    }

    private static bool HasSlashOutsideFields(string text)
    {
        var depth = 1;
        foreach (var c in text)
        {
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (c == '/' && depth == 0)
                return true;
        }

        return false;
    }

    private static TemplateException Wrong(FileTemplate template, string reason) =>
        new($"The file template '{template}' can't be used: {reason}.");

    private static TemplateException Unsuited(FileTemplate template, DatasetType type, string reason) =>
        new($"The file template '{template}' does not suit the dataset type '{type.Name}' with dimensions {type.Dimensions}: {reason}.");
}
