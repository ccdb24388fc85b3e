// What every `npm run …` of this repository starts with. It runs before anything is installed, on any
// Node: no dependency, no static import, no syntax younger than the check itself.
import('./node-version.mjs')
  .then(function (check) {
    const problem = check.nodeProblem(process.versions.node);
    if (problem) throw new check.Refusal(problem);
    return import('./run.mjs');
  })
  .then(function (run) {
    return run.run(process.argv[2], process.argv.slice(3));
  })
  .then(
    function (code) {
      process.exit(code);
    },
    function (error) {
      // A refusal is one sentence for a person; anything else is our own fault and keeps its stack.
      console.error(error.name === 'Refusal' ? error.message : error);
      process.exit(1);
    },
  );
