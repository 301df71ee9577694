using SkyButler.Datasets;
using SkyButler.Datastores.Templates;

namespace SkyButler.Datastores.Lookup;

/// <summary>Says what in a file datastore's configuration does not suit a dataset type.</summary>
internal sealed class ConfigurationRules(FileDatastoreSettings settings, DatastoreServices services)
{
    /// <summary>A sentence for each thing that is wrong.</summary>
    public IEnumerable<string> Problems(DatasetType type)
    {
        if (!services.StorageClasses.TryGet(type.StorageClass, out var storageClass))
        {
            yield return $"Its storage class '{type.StorageClass}' is not defined; add it under storageClasses in butler.yaml.";
            yield break;
        }

        var components = storageClass.IsComposite && settings.Composites.IsDisassembled(type)
            ? storageClass.Components.Select(c => type.MakeComponent(c.Key, c.Value))
            : [type];
        foreach (var part in components)
        {
            foreach (var instrument in settings.Templates.Instruments.Prepend(null))
                if (TemplateProblem(part, instrument) is { } problem)
                    yield return problem;
            if (settings.Formatters.Find(part) is not { } formatter)
                yield return $"No formatter is configured for '{part.Name}' with storage class '{part.StorageClass}'; name one under datastore.formatters in butler.yaml.";
            else if (FormatterProblem(formatter.Name) is { } unknown)
                yield return unknown;
        }
    }

    private string? TemplateProblem(DatasetType type, string? instrument)
    {
        try
        {
            if (settings.Templates.Find(type, instrument) is not { } template)
                return $"No file template applies to '{type.Name}'; add one under datastore.templates in butler.yaml.";
            template.CheckSuits(type);
            return null;
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }

    private string? FormatterProblem(string name)
    {
        try
        {
            services.Formatters.Recognizes(name);
            return null;
        }
        catch (DatastoreException e)
        {
            return e.Message;
        }
    }
}
