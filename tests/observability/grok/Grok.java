import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;
import org.elasticsearch.grok.Grok;
import org.elasticsearch.grok.GrokBuiltinPatterns;

/** Reads a pattern and then lines; says for each what the pattern takes from it, as name=value by tabs, or nothing. */
public class Main {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    // Logstash 8 takes the patterns of the Elastic Common Schema where nothing else is said.
    Grok grok = new Grok(GrokBuiltinPatterns.ecsV1Patterns(), in.readLine(), (word) -> {});
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<String, Object> found = grok.captures(line);
      StringBuilder said = new StringBuilder();
      if (found != null) new TreeMap<>(found).forEach((name, value) -> said.append(name + "=" + value + "\t"));
      System.out.println(said);
    }
  }
}
