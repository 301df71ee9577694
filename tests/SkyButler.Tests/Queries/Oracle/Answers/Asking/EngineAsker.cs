using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Queries.Oracle.Answers.Asking;

/// <summary>Puts a question to the query engine.</summary>
internal sealed class EngineAsker(SqlRegistry registry, Ask ask, CancellationToken cancellationToken)
{
    private readonly QueryEngine engine = new(registry, ask.Defaults.ToDictionary(d => d.Key, d => new DataIdValue(d.Value)));

    /// <summary>The lines of its answer in order, or why there is none.</summary>
    public async Task<(AnswerError Error, IReadOnlyList<string> Lines, string Message)> AskAsync()
    {
        try
        {
            return (AnswerError.None, await LinesAsync().ToListAsync(cancellationToken), "");
        }
        catch (QueryException e)
        {
            return (AnswerError.Query, [], e.Message);
        }
        catch (CalibrationLookupException e)
        {
            return (AnswerError.Calibration, [], e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (AnswerError.Broken, [], e.ToString());
        }
    }

    /// <summary>How many rows the engine counts; null where it does not count.</summary>
    public async Task<long?> CountAsync() => ask.Kind switch
    {
        AskKind.DataIds => await engine.CountAsync(DataIds, cancellationToken),
        AskKind.Datasets => await engine.CountAsync(Datasets, cancellationToken),
        _ => null,
    };

    /// <summary>What the engine says of an empty answer.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync() => ask.Kind switch
    {
        AskKind.DataIds => await engine.ExplainAsync(DataIds, null, cancellationToken),
        AskKind.Records => await engine.ExplainAsync(DataIds, ask.Element, cancellationToken),
        AskKind.Datasets => await engine.ExplainAsync(Datasets, cancellationToken),
        _ => ["-"],
    };

    private DataIdQuery DataIds => new()
    {
        Dimensions = ask.Dimensions,
        Datasets = ask.Types,
        Collections = ask.Collections,
        Where = ask.WhereText,
        Bind = ask.Where?.Binds() ?? [],
        DataId = new DataId(ask.DataId),
        OrderBy = [.. ask.Order.Select(o => o.ToString())],
        Limit = ask.Limit,
    };

    private DatasetQuery Datasets => new()
    {
        DatasetType = ask.Types[0],
        Collections = ask.Collections,
        FindFirst = ask.FindFirst,
        Where = ask.WhereText,
        Bind = ask.Where?.Binds() ?? [],
        DataId = new DataId(ask.DataId),
        OrderBy = [.. ask.Order.Select(o => o.ToString())],
        Limit = ask.Limit,
    };

    private GeneralQuery General => new()
    {
        Dimensions = ask.Dimensions,
        Columns = [.. ask.Columns.Select(c => c.Name)],
        Datasets = ask.Types.ToDictionary(t => t, _ => ask.Collections),
        FindFirst = ask.FindFirst,
        Where = ask.WhereText,
        Bind = ask.Where?.Binds() ?? [],
        DataId = new DataId(ask.DataId),
        OrderBy = [.. ask.Order.Select(o => o.ToString())],
        Limit = ask.Limit,
    };

    private IAsyncEnumerable<string> LinesAsync() => ask.Kind switch
    {
        AskKind.DataIds => engine.DataIdsAsync(DataIds, cancellationToken).Select(Line),
        AskKind.Records => engine.RecordsAsync(ask.Element, DataIds, cancellationToken)
            .Select(r => AnswerLine.Of(r.Element.Schema.Fields.Select((f, i) => (f.Name, r.Values[i])))),
        AskKind.Datasets => engine.DatasetsAsync(Datasets, cancellationToken).Select(d => $"{d.Id} {d.Run} {Line(d.DataId)}"),
        _ => engine.RowsAsync(General, cancellationToken).Select(r => Line(r.DataId) + " " + AnswerLine.Of(ask.Columns.Select((c, i) => (c.Name, r.Values[i])))),
    };

    private static string Line(DataCoordinate dataId) => AnswerLine.Of(dataId.Items.Select(i => (i.Name, (object?)i.Value.ToObject())));
}
