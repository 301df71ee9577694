using SkyButler.Queries;
using SkyButler.Tests.Registry.Histories.Operations;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>All that there is, line by line, as the model and as a client knows it.</summary>
internal static class StateText
{
    public static IEnumerable<string> Of(HistoryState state)
    {
        foreach (var (name, collection) in state.Collections)
            yield return $"{name} {collection.Type} '{collection.Documentation}' {Outcome.Lines(collection.Children)} in {Outcome.Lines(state.Parents(name))}";
        foreach (var name in state.Collections.Keys)
            yield return CollectionOperation.Summarize.Line(state, name);
        foreach (var (name, form) in state.Types)
            yield return $"{name} of form {form}";
        foreach (var (dataset, word) in state.Datasets)
        {
            yield return $"{dataset}={word}";
            yield return $"{dataset}={word} in {dataset.Run} ";
        }

        foreach (var (collection, dataset) in state.Tags)
            yield return $"{dataset}={state.Datasets[dataset]} in {collection} ";
        foreach (var (collection, dataset, period) in state.Validities)
            yield return $"{dataset}={state.Datasets[dataset]} in {collection} {period}";
        foreach (var (detector, name) in state.Detectors)
            yield return $"detector {detector} {name}";
    }

    public static async Task<List<string>> OfAsync(HistoryClient client, HistoryState state)
    {
        var registry = client.Registry;
        var token = HistoryClient.Token;
        var lines = new List<string>();
        var collections = await registry.Collections.QueryAsync([client.Full("*")], null, token);
        IReadOnlyList<string> names = [.. collections.Select(c => c.Name)];
        var parents = await registry.Collections.ParentsAsync(names, token);
        foreach (var c in collections)
            lines.Add($"{client.Short(c.Name)} {c.Type} '{c.Documentation}' {Outcome.Lines(client.Short(c.Children))} in {Outcome.Lines(client.Short(parents[c.Name]))}");
        if (names.Count > 0)
            foreach (var (name, summary) in await registry.Collections.SummariesAsync(names, token))
                lines.Add(CollectionOperation.Summarize.Line(client.Short(name), client.Short(summary.DatasetTypes), summary.Governors.GetValueOrDefault("instrument") ?? new HashSet<string>()));
        foreach (var type in await registry.DatasetTypes.QueryAsync([client.Full("*")], null, token))
        {
            var name = client.Short(type.Name);
            var form = Enumerable.Range(0, TypeForms.Count).First(f => TypeForms.Make(registry.Universe, type.Name, f).Equals(type));
            lines.Add($"{name} of form {form}");
            await foreach (var association in client.Queries.AssociationsAsync(type.Name, [client.Full("*")], null, token))
                lines.Add($"{client.Text(association.Dataset)} in {client.Short(association.Collection)} {(association.Validity is { } validity ? Period.Of(validity) : null)}");
        }

        var found = await registry.Datasets.GetAsync([.. state.Datasets.Keys.Select(d => client.Reference(state, d).Id)], token);
        lines.AddRange(found.Values.Select(client.Text));
        var detectors = new DataIdQuery { Dimensions = ["detector"], Where = "instrument = cam", Bind = new Dictionary<string, object?> { ["cam"] = client.Instrument } };
        await foreach (var record in client.Queries.RecordsAsync("detector", detectors, token))
            lines.Add($"detector {record["id"]} {record["full_name"]}");
        return lines;
    }
}
