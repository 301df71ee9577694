using SkyButler.CommandLine.Output;

namespace SkyButler.CommandLine.Tests.Output;

public sealed class TableListingTests
{
    [Fact]
    public async Task Headers_are_centred_and_values_stand_right()
    {
        var text = await WriteAsync(OutputFormat.Table, [new("name"), new("id")], ["raw", 7L], ["bias_info", 1234567L]);
        text.ShouldBe(
            """
               name      id  
            --------- -------
                  raw       7
            bias_info 1234567

            """);
    }

    // The odd blank of a header goes where the original puts it: its listing is in golden/runs/colls.txt.
    [Fact]
    public async Task The_odd_blank_goes_left_of_headers_in_odd_widths()
    {
        var text = await WriteAsync(
            OutputFormat.Table, [new("Name", Alignment.Left), new("Type", Alignment.Left)], [new string('x', 28), "CALIBRATION"]);
        text.Split('\n')[0].ShouldBe("            Name                 Type   ");
    }

    [Fact]
    public async Task Control_characters_are_shown_as_question_marks()
    {
        var text = await WriteAsync(OutputFormat.Table, [new("Name", Alignment.Left)], ["u/\e[31mred\nrun"]);
        text.Split('\n')[2].ShouldBe("u/?[31mred?run");
    }

    [Fact]
    public async Task A_list_takes_several_lines()
    {
        var text = await WriteAsync(OutputFormat.Table, [new("Name", Alignment.Left), new("Children", Alignment.Left)], ["chain", (string[])["a", "b"]]);
        text.Split('\n')[2..4].ShouldBe(["chain a       ", "      b       "]);
    }

    [Fact]
    public async Task Null_and_numbers_look_as_in_the_original() =>
        (await WriteAsync(OutputFormat.Table, [new("v")], [null], [1.0], [0.5], [true])).Split('\n')[2..6].ShouldBe(["None", " 1.0", " 0.5", "True"]);

    [Fact]
    public async Task Csv_quotes_what_needs_it() =>
        (await WriteAsync(OutputFormat.Csv, [new("a"), new("b")], ["x,y", "say \"no\""], [null, (string[])["p", "q"]]))
            .ShouldBe("a,b\n\"x,y\",\"say \"\"no\"\"\"\n,p;q\n");

    [Fact]
    public async Task Json_keeps_types()
    {
        var text = await WriteAsync(OutputFormat.Json, [new("a"), new("b")], [1L, "é"], [null, new NameList(["p"])]);
        text.ShouldBe("[\n{\"a\":1,\"b\":\"é\"},\n{\"a\":null,\"b\":[\"p\"]}\n]\n");
    }

    [Fact]
    public async Task Json_lines_are_objects_and_nothing_else() =>
        (await WriteAsync(OutputFormat.JsonLines, [new("a")], [1L], [2L])).ShouldBe("{\"a\":1}\n{\"a\":2}\n");

    [Fact]
    public async Task An_empty_json_listing_is_an_empty_array() => (await WriteAsync(OutputFormat.Json, [new("a")])).ShouldBe("[]\n");

    private static async Task<string> WriteAsync(string format, IReadOnlyList<TableColumn> columns, params object?[][] rows)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        var writer = OutputFormat.Open(format, text);
        await writer.BeginAsync(columns, TestContext.Current.CancellationToken);
        foreach (var row in rows)
            await writer.AddAsync(row, TestContext.Current.CancellationToken);
        await writer.EndAsync(TestContext.Current.CancellationToken);
        return text.ToString();
    }
}
